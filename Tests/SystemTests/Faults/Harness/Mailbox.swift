import Testing

/// Hands one value from one closure to another.
actor Mailbox<Value: Sendable> {
    private var value: Value?

    func put(_ value: Value) {
        self.value = value
    }

    func take() throws -> Value {
        try #require(value)
    }
}
