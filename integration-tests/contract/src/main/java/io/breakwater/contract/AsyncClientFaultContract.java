package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "ClientFault", in = Section.ASYNC)
public class AsyncClientFaultContract extends ClientFaultContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
