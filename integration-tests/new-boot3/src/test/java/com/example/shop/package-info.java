/** A new app, made from nothing, and what its visitors get. The same for Boot 3 and Boot 4. */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
