package com.example.harbour;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A gateway that is all configuration. */
@SpringBootApplication
class HarbourApplication {}
