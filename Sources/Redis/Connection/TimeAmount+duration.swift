import NIOCore

extension TimeAmount {
    /// The duration in whole nanoseconds, clamped to what fits.
    init(clamping duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        // A century stands for everything longer; adding it to the present cannot overflow a deadline.
        let century: Int64 = 100 * 366 * 86_400 * 1_000_000_000
        self = .nanoseconds(overflow ? century : max(0, min(century, product) + attoseconds / 1_000_000_000))
    }
}
