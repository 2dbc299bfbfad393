package dev.codesession.classes;

/** One effect on the cluster for the sake of a class; doing it again changes nothing. */
public sealed interface ClassAction {
  /** Make a session that runs nothing, on that node. */
  record StartCanary(String name, String node) implements ClassAction {}

  /** A canary whose result is recorded, or that tries what is not the case any more. */
  record DeleteCanary(String name, String uid) implements ClassAction {}

  /** Put our finalizer on the class: sessions use it. */
  record Hold() implements ClassAction {}

  /** Take it off again. */
  record Release() implements ClassAction {}
}
