/// When an address is blocked, and for how long (`contract/platform.md §8.3`).
public struct AddressBlockPolicy: Sendable, Equatable {
    /// Consecutive 4xx answers that block (`RATELIMIT_4XX_THRESHOLD`).
    public var threshold: Int = 10
    /// Length of the first block (`RATELIMIT_INITIAL_BLOCK_SECONDS`); every further 4xx doubles it.
    public var initialBlock: Duration = .seconds(60)
    /// Longest block (`RATELIMIT_MAX_BLOCK_SECONDS`).
    public var longestBlock: Duration = .seconds(3600)
    /// How long an address is remembered after its last 4xx.
    public var memory: Duration = .seconds(3600)
    /// Addresses a process keeps in memory; beyond, unblocked ones are dropped.
    public var capacity: Int = 50_000

    /// The policy of the contract.
    public init() {}

    /// Length of the block that the 4xx number `count` brings; nil below the threshold.
    public func block(count: Int) -> Duration? {
        guard count >= threshold else { return nil }
        // Beyond 2^40 times the first block every sensible cap is reached; the shift must not overflow.
        let doublings = min(count - threshold, 40)
        return min(initialBlock * (1 << doublings), longestBlock)
    }
}
