import Dispatch
import LeadrDomain
import LeadrServices

/// A ``GeoLocator`` for threads that serve requests: look-ups are made beside them, one after the other, and given up in time. The database may lie on a
/// network file system that hangs.
public struct BackgroundGeoLocator: Sendable {
    /// How long a caller waits.
    public static let patience = Duration.seconds(1)

    private let locator: GeoLocator
    private let queue = DispatchQueue(label: "leadr.geoip")

    /// Asks `locator`.
    public init(_ locator: GeoLocator) {
        self.locator = locator
    }

    /// The place of an address; nil when it is not known in time.
    public func locate(_ address: String?) async -> GeoLocation? {
        await Deadline.answer(within: Self.patience, otherwise: nil) { [locator, queue] in
            await withCheckedContinuation { caller in
                queue.async { caller.resume(returning: locator.locate(address)) }
            }
        }
    }
}
