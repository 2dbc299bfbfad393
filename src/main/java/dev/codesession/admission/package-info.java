/**
 * Spec and class in, plan or rejection out: everything an administrator's ceiling or a malformed
 * input can say about a session before a pod exists. Pure; knows the API records and java.time
 * only.
 */
@NullMarked
package dev.codesession.admission;

import org.jspecify.annotations.NullMarked;
