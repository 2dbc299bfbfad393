package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which address of a resolv.conf is worth an attempt. */
final class ResolverTest {
  @Test
  void theFirstThatIsNotTheHostsOwn() {
    assertThat(
            Resolver.address(List.of("search a.b", "nameserver 10.96.0.10", "nameserver 9.9.9.9")))
        .contains("10.96.0.10:53");
    assertThat(Resolver.address(List.of("nameserver fd00::a"))).contains("[fd00::a]:53");
    assertThat(Resolver.address(List.of("nameserver 127.0.0.53", "nameserver 10.0.0.2")))
        .contains("10.0.0.2:53");
  }

  @Test
  void noneWhereThereIsNone() {
    assertThat(Resolver.address(List.of())).isEmpty();
    assertThat(Resolver.address(List.of("# nameserver", "nameserver ::1", "nameserver dns.local")))
        .isEmpty();
  }
}
