import ByteJSON

/// Why a check struck, in numbers. Part of the verdict's metadata, so it goes wherever that goes: jobs, Redis, flags and events.
public struct AntiCheatExplanation: Hashable, Sendable {
    /// Name of the check, ``AntiCheatDetector/rule``.
    public var rule: String
    /// What the check asks for. In a dry run the submission is accepted all the same.
    public var action: AntiCheatAction
    /// What was measured, in the unit of the limit: submissions, or seconds.
    public var measured: Double
    /// What it was compared with.
    public var limit: Double

    /// Creates an explanation.
    public init(rule: String, action: AntiCheatAction, measured: Double, limit: Double) {
        self.rule = rule
        self.action = action
        self.measured = measured
        self.limit = limit
    }

    /// Reads an explanation from the metadata of a verdict, a flag or an event; nil when there is none, as from versions that did not write any.
    public init?(metadata: [UInt8]) {
        var members: [String: JSONSlice] = [:]
        var scanner = JSONScanner(metadata)
        let document = try? scanner.scanMembers { key, value in
            if let name = key.string { members[name] = value }
        }
        guard document != nil, let rule = members["rule"]?.string, let action = members["action"]?.string.flatMap(AntiCheatAction.init(rawValue:)),
            let measured = members["measured"]?.double, let limit = members["limit"]?.double
        else { return nil }
        self.init(rule: rule, action: action, measured: measured, limit: limit)
    }

    /// Its members in the metadata. Whole numbers are written as such, which reads better where they count submissions.
    var object: JSONObject {
        ["rule": .string(rule), "action": .string(action.rawValue), "measured": Self.number(measured), "limit": Self.number(limit)]
    }

    private static func number(_ value: Double) -> JSONValue {
        Int64(exactly: value).map(JSONValue.integer) ?? .number(value)
    }
}
