/// What happened to one address since the last report to Redis.
struct AddressBlockReport: Equatable, Sendable {
    /// Whether a success set the counter to zero before the failures.
    var reset = false
    /// 4xx answers after that.
    var failures = 0
}
