/// Names of players (`contract/scoring.md §5.2`, `§5.7`).
public enum PlayerName {
    /// Greatest number of characters (code points) of a submitted name; more is 422.
    public static let maximumLength = 255

    /// Whether the name is longer than allowed.
    public static func isTooLong(_ name: String) -> Bool {
        name.utf8.count > maximumLength && name.unicodeScalars.count > maximumLength
    }

    /// The form in which names are compared: trimmed, runs of white space as one blank, lower case.
    public static func normalised(_ name: String) -> String {
        var result = String.UnicodeScalarView()
        var blankIsDue = false
        for scalar in name.unicodeScalars {
            if scalar.properties.isWhitespace {
                blankIsDue = true
            } else {
                if blankIsDue, !result.isEmpty { result.append(" ") }
                blankIsDue = false
                result.append(scalar)
            }
        }
        return String(result).lowercased()
    }

    /// The name's key for claims on a board, or nil for a blank name, which never conflicts.
    public static func claimKey(_ name: String) -> String? {
        let key = normalised(name)
        return key.isEmpty ? nil : key
    }
}
