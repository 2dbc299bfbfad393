package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as the API server's audit log calls them; no name is ever in it. */
final class ApiCallsTest {
  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/pods?watch=true&resourceVersion=1, watch, pods",
    "GET, /api/v1/nodes?resourceVersion=0, list, nodes",
    "GET, /api/v1/namespaces/team-a, get, namespaces",
    "GET, /api/v1/namespaces/team-a/pods/secret-name, get, pods",
    "GET, /api/v1/namespaces/team-a/pods/secret-name/attach?stdin=true, get, pods/attach",
    "POST, /api/v1/namespaces/team-a/pods, create, pods",
    "PUT, /apis/codesession.dev/v1alpha1/namespaces/a/codesessions/b/status, update, codesessions/status",
    "PATCH, /apis/codesession.dev/v1alpha1/namespaces/a/codesessions/b, patch, codesessions",
    "PATCH, /apis/codesession.dev/v1alpha1/sessionclasses/b/status, patch, sessionclasses/status",
    "DELETE, /api/v1/namespaces/team-a/pods/secret-name, delete, pods",
    "DELETE, /api/v1/namespaces/team-a/pods, deletecollection, pods",
    "GET, /version, get, other",
    "GET, /, get, other",
    "GET, /apis, get, other",
    "TRACE, /api/v1/pods, other, pods"
  })
  void isAVerbAndAResource(String method, String path, String verb, String resource) {
    assertThat(ApiCalls.Call.of(method, URI.create("https://10.0.0.1:443" + path)))
        .isEqualTo(new ApiCalls.Call(verb, resource));
  }
}
