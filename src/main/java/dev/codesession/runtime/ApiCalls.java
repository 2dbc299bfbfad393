package dev.codesession.runtime;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Counts what is asked of the API server, in the words of its audit log (verb, resource with
 * subresource): never a name.
 */
public final class ApiCalls implements Interceptor {
  private final Counter counter;

  /** Hears of each request that has ended. */
  public interface Counter {
    /**
     * One more.
     *
     * @param code of HTTP, or {@code none} where there was no answer
     */
    void count(String verb, String resource, String code);
  }

  public ApiCalls(Counter counter) {
    this.counter = counter;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    count(request, Integer.toString(response.code()));
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    count(request, "none");
  }

  private void count(HttpRequest request, String code) {
    var call = Call.of(request.method(), request.uri());
    counter.count(call.verb, call.resource, code);
  }

  /** As RBAC has it. */
  record Call(String verb, String resource) {
    /** Paths are /api/v1/... and /apis/GROUP/VERSION/...; what is neither is "other". */
    static Call of(String method, URI uri) {
      var parts = Arrays.asList(uri.getPath().replaceFirst("^/", "").split("/"));
      int root = parts.getFirst().equals("api") ? 2 : 3;
      if (!List.of("api", "apis").contains(parts.getFirst()) || parts.size() <= root) {
        return new Call(method.toLowerCase(Locale.ROOT), "other");
      }
      var rest = parts.subList(root, parts.size());
      if (rest.getFirst().equals("namespaces") && rest.size() > 2) {
        rest = rest.subList(2, rest.size());
      }
      var resource = rest.size() > 2 ? rest.get(0) + "/" + rest.get(2) : rest.get(0);
      return new Call(verb(method, rest.size() > 1, uri.getQuery()), resource);
    }

    private static String verb(String method, boolean named, String query) {
      return switch (method) {
        case "GET" -> {
          if (query != null && query.contains("watch=true")) {
            yield "watch";
          }
          yield named ? "get" : "list";
        }
        case "POST" -> "create";
        case "PUT" -> "update";
        case "PATCH" -> "patch";
        case "DELETE" -> named ? "delete" : "deletecollection";
        default -> "other";
      };
    }
  }
}
