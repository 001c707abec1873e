/// A worker as operators see it.
public struct WorkerPicture: Sendable, Equatable {
    /// Who it is.
    public var identity: WorkerIdentity
    /// Time since its last heartbeat; nil when it has claims but never sent one.
    public var silence: Duration?
    /// When it began, in milliseconds since the Unix epoch; nil when it said nothing yet.
    public var startedAt: Int64?
    /// Most batches it works on at once.
    public var concurrency: Int
    /// How long its last claim took.
    public var roundTrip: Duration
    /// Claims it holds.
    public var claims: Int
    /// Jobs in those claims.
    public var jobs: Int
    /// Time since it took the oldest of them; nil when it holds none.
    public var oldestClaim: Duration?
    /// Whether it was told to take nothing more.
    public var isQuiet: Bool
}

extension WorkerPicture {
    /// Values per worker in the reply of the function.
    static let width = 6

    /// From six values of the reply: owner, what it said, claims, jobs, start of the oldest claim, quiet.
    init?(_ values: ArraySlice<String>, now: Int64) {
        guard values.count == Self.width else { return nil }
        let fields = Array(values)
        guard let identity = WorkerIdentity(fields[0]) else { return nil }
        let said = fields[1].split(separator: "|").compactMap { Int64($0) }
        let oldest = Int64(fields[4]) ?? -1
        self.init(
            identity: identity,
            silence: said.first.map { .milliseconds(max(0, now - $0)) },
            startedAt: said.count > 1 ? said[1] : nil,
            concurrency: said.count > 2 ? Int(said[2]) : 0,
            roundTrip: .microseconds(said.count > 3 ? said[3] : 0),
            claims: Int(fields[2]) ?? 0,
            jobs: Int(fields[3]) ?? 0,
            oldestClaim: oldest < 0 ? nil : .milliseconds(max(0, now - oldest)),
            isQuiet: fields[5] == "1"
        )
    }
}

extension WorkerBeat {
    /// Start, concurrency and round trip as the server keeps them after the time of the beat.
    var record: String {
        let (seconds, attoseconds) = roundTrip.components
        return "\(startedAt)|\(concurrency)|\(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)"
    }
}
