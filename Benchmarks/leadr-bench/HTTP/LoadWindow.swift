import NIOCore

/// When a measurement starts, counts and ends.
struct LoadWindow: Sendable {
    /// First request; the connections are open by then.
    let start: NIODeadline
    /// From here on answers are counted.
    let measureFrom: NIODeadline
    /// No request starts later, no answer counts later.
    let end: NIODeadline
    /// A request still unanswered then is a failure.
    var limit: NIODeadline { end + .seconds(35) }
    /// Length of the counted part, in seconds.
    var seconds: Double { Double((end - measureFrom).nanoseconds) / 1e9 }

    /// A window that starts shortly.
    init(warmUp: TimeAmount, length: TimeAmount) {
        start = .now() + .milliseconds(250)
        measureFrom = start + warmUp
        end = measureFrom + length
    }

    /// Whether an answer at that time counts.
    func counts(_ time: NIODeadline) -> Bool {
        time >= measureFrom && time < end
    }
}
