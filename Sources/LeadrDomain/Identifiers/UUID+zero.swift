import Foundation

extension UUID {
    /// The nil UUID of RFC 9562 §5.9.
    public static let zero = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
}
