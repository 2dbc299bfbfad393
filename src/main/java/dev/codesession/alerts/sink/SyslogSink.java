package dev.codesession.alerts.sink;

import dev.codesession.alerts.Incident;
import dev.codesession.alerts.Sink;
import dev.codesession.alerts.SinkSettings;
import dev.codesession.outbound.Credentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One connection for each message, framed by octet counting. Syslog knows no answer; so we say that
 * no more will come and wait a moment for the receiver to hang up, in which a reset would show. The
 * JDK's socket has no deadline for writes: a message is smaller than any socket buffer.
 */
record SyslogSink(SinkSettings settings, SyslogForm form) implements Sink {
  private static final int GOODBYE_MILLIS = 500;

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public boolean wants(Incident incident) {
    return incident.priority().atLeast(settings.minimumPriority());
  }

  @Override
  public void send(Incident incident) throws IOException {
    var message = form.of(settings.profile().of(incident));
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
      out.write(message);
      out.flush();
      socket.shutdownOutput();
      socket.setSoTimeout(GOODBYE_MILLIS);
      awaitGoodbye(socket);
    }
  }

  /** A receiver that stays connected has the message all the same. */
  private static void awaitGoodbye(Socket socket) throws IOException {
    try {
      // One byte at most: whatever it says is not for us.
      socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      // As expected of it.
      return;
    }
  }

  private Socket connect() throws IOException {
    var plain = new Socket();
    int patience = (int) settings.timeout().toMillis();
    try {
      plain.connect(
          new InetSocketAddress(settings.url().getHost(), settings.url().getPort()), patience);
      plain.setSoTimeout(patience);
      return settings.secured() ? secured(plain) : plain;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private Socket secured(Socket plain) throws IOException {
    SSLSocketFactory factory =
        new Credentials(settings.credentials()).tls().context().getSocketFactory();
    var host = settings.url().getHost();
    var socket = (SSLSocket) factory.createSocket(plain, host, settings.url().getPort(), true);
    var parameters = socket.getSSLParameters();
    // A bare socket does not look at the name in the certificate unless it is told to.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
