package dev.codesession.alerts.sink;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads an answer to its end and keeps nothing; hangs up when it is longer than it may be. */
final class BoundedBody implements BodySubscriber<Boolean> {
  private static final long LIMIT = 8 << 10;

  private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private long seen;

  @Override
  public CompletionStage<Boolean> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    seen += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (seen > LIMIT && subscription != null) {
      subscription.cancel();
      whole.complete(false);
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(true);
  }
}
