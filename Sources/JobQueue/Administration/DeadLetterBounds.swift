/// How much of dead letters the queue server keeps, per queue shard. Older ones are trimmed once they were copied elsewhere.
public struct DeadLetterBounds: Sendable, Equatable {
    /// Most letters.
    public var letters: Int
    /// Most bytes of their records.
    public var bytes: Int
    /// Greatest age.
    public var age: Duration

    /// Default: 10,000 letters, 64 MiB, 30 days.
    public init(letters: Int = 10_000, bytes: Int = 64 << 20, age: Duration = .seconds(30 * 86_400)) {
        self.letters = letters
        self.bytes = bytes
        self.age = age
    }
}
