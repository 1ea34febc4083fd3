/** gRPC. */
@NullMarked
package dev.freeport.samples.grpc;

import org.jspecify.annotations.NullMarked;
