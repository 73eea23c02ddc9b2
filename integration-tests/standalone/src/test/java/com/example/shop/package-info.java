/** What is in the plain WAR, as somebody writes it who has read no more than the README. */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
