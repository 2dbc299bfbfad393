package dev.codesession.alerts.sink;

import dev.codesession.alerts.Incident;
import dev.codesession.alerts.Sink;
import dev.codesession.alerts.SinkSettings;
import dev.codesession.outbound.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * POSTs each incident. The whole exchange has one deadline, a redirect is a failure, and of the
 * answer only the status is used: its body is read up to 8 KiB, to use the connection again, and
 * cut beyond.
 */
final class HttpSink implements Sink {
  private final SinkSettings settings;
  private final URI url;
  private final Form form;
  private final Credentials credentials;
  private @Nullable HttpClient client;

  HttpSink(SinkSettings settings, URI url, Form form) {
    this.settings = settings;
    this.url = url;
    this.form = form;
    this.credentials = new Credentials(settings.credentials());
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public boolean wants(Incident incident) {
    return incident.priority().atLeast(settings.minimumPriority());
  }

  @Override
  public void send(Incident incident) throws IOException, InterruptedException {
    var body = form.of(settings.profile().of(incident));
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", form.contentType())
            .header("User-Agent", "codesession-operator")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    credentials.token().ifPresent(t -> request.header("Authorization", "Bearer " + t));
    try {
      judge(exchange(request.build()));
    } catch (RefusedException e) {
      throw e;
    } catch (IOException e) {
      // The next try begins with the certificates as they are then.
      forget();
      throw e;
    }
  }

  private int exchange(HttpRequest request) throws IOException, InterruptedException {
    var exchange = client().sendAsync(request, answer -> new BoundedBody());
    try {
      return exchange.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new IOException("no answer within " + settings.timeout().toSeconds() + "s", e);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(said(cause), cause);
    } catch (InterruptedException e) {
      exchange.cancel(true);
      throw e;
    }
  }

  private static String said(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static void judge(int status) throws IOException {
    switch (status) {
      case 400, 413, 415, 422 -> throw new RefusedException("HTTP " + status);
      default -> {
        if (status < 200 || status > 299) {
          throw new IOException("HTTP " + status);
        }
      }
    }
  }

  private HttpClient client() throws IOException {
    if (client == null) {
      var builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(settings.timeout())
              .executor(Executors.newVirtualThreadPerTaskExecutor());
      client =
          settings.secured()
              ? builder.sslContext(credentials.tls().context()).build()
              : builder.build();
    }
    return client;
  }

  private void forget() {
    if (client != null) {
      client.shutdownNow();
      client = null;
    }
  }
}
