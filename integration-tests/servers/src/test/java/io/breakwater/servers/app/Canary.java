package io.breakwater.servers.app;

/** Lives as long as the loader of its app. */
final class Canary {}
