import Testing

/// Tests on real processes and signals. One after the other: each wants the machine for itself.
@Suite(.serialized) struct SystemTests {}
