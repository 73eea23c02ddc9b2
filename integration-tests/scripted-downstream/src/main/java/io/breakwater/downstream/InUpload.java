package io.breakwater.downstream;

import java.io.IOException;

/** What happens to a request while its body is on its way. */
public enum InUpload implements Behaviour {
    /** An answer, before the whole request is there (RFC 9112, section 9.5), and then FIN. */
    ANSWER {
        @Override
        public void serve(Call call) throws IOException {
            call.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 4\r\nConnection: close\r\n\r\nlong");
            call.finish();
        }
    },
    /** FIN, and what still comes is read and dropped. */
    FIN {
        @Override
        public void serve(Call call) throws IOException {
            call.finish();
        }
    },
    /** RST. */
    RST {
        @Override
        public void serve(Call call) throws IOException {
            call.reset();
        }
    };

    @Override
    public boolean interruptsUpload() {
        return true;
    }
}
