/// What processes tell each other about GeoIP databases.
public enum GeoNotice: String, Sendable, CaseIterable {
    /// A file was replaced: open it.
    case replaced
    /// Whoever downloads shall look whether something is missing or old.
    case look
    /// Whoever downloads shall do it now.
    case fetch
}
