package org.apache.catalina.fake;

import io.breakwater.internal.exchange.fake.FakeResponse;

/** A response that has Tomcat's name, and nothing of what is in Tomcat's. */
public final class ChangedResponse extends FakeResponse {}
