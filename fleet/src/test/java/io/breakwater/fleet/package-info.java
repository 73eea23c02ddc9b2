/** Tests of replicas: of what one thinks, and of several with a real Redis. Not null-marked: what a test starts may be absent where it is skipped. */
package io.breakwater.fleet;
