import Testing

extension SystemTests {
    /// The faults of `docs/faults.md`, one suite each. Inside the serialised suite: each wants the machine for itself.
    @Suite struct Faults {}
}
