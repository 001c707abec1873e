import LeadrDomain

/// Reads the ids by which operators name jobs.
public enum JobIDText {
    /// The hexadecimal id behind `sev_…`, a UUID, or 32 hexadecimal digits; nil for any other text.
    public static func parse(_ text: some StringProtocol) -> String? {
        if let event = try? ScoreEventID(wire: String(text)) { return UUIDText.hexadecimal(event.uuid) }
        return UUIDText.parse(text).map { UUIDText.hexadecimal($0) }
    }
}
