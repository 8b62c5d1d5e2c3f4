package io.memstream.adapters.cassandra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A connection to a part that can be cut and mended, while the part keeps running. */
final class Cable implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket server;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Cable(InetSocketAddress target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    InetSocketAddress end() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    void cut() {
        cut = true;
        ends.forEach(Cable::close);
        ends.clear();
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException gone) {
                // Closed, or the other end is away: the loop's condition tells.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        if (cut) {
            near.close();
            return;
        }
        Socket far = new Socket(target.getAddress(), target.getPort());
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        ends.add(near);
        ends.add(far);
        inBackground(() -> copy(near, far));
        inBackground(() -> copy(far, near));
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // Both ends are closed below.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }
}
