package dev.codesession.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** How the API server takes an object that is to be made once. */
final class Creation {
  private Creation() {}

  /** That it is there already is no fault: whoever died after the request made it. */
  static void once(Runnable create) {
    try {
      create.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || lostRace(e)) {
        throw e;
      }
    }
  }

  /**
   * Admission could not book the object on a quota, because somebody changed the quota or took it
   * away just then. The answer is that of the quota's own update, 409 or 404, and says nothing
   * about the object. Kubernetes: {@code quotaEvaluator.checkQuotas}.
   */
  static boolean lostRace(KubernetesClientException e) {
    var status = e.getStatus();
    return status != null
        && status.getDetails() != null
        && "resourcequotas".equals(status.getDetails().getKind());
  }
}
