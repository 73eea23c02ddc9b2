package io.breakwater.servers;

class PayaraMicroTest extends ServerContract {
    PayaraMicroTest() {
        super(new PayaraMicro());
    }
}
