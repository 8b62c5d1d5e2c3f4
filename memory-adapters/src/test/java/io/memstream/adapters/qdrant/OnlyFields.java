package io.memstream.adapters.qdrant;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.Status;
import java.util.Set;

/** Refuses what the double does not do, so that it never passes over a field in silence. */
final class OnlyFields {
    private OnlyFields() {}

    static void check(Message message, String... supported) {
        Set<String> names = Set.of(supported);
        for (FieldDescriptor field : message.getAllFields().keySet()) {
            if (!names.contains(field.getName())) {
                throw Status.UNIMPLEMENTED
                        .withDescription("the double has no "
                                + message.getDescriptorForType().getName() + "." + field.getName())
                        .asRuntimeException();
            }
        }
        if (!message.getUnknownFields().asMap().isEmpty()) {
            throw Status.UNIMPLEMENTED
                    .withDescription("unknown fields in "
                            + message.getDescriptorForType().getName())
                    .asRuntimeException();
        }
    }
}
