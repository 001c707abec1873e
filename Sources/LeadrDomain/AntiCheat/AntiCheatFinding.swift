import ByteJSON

/// What one check found.
public struct AntiCheatFinding: Hashable, Sendable {
    /// Why it struck, and what it asks for.
    public var explanation: AntiCheatExplanation
    /// Type of the flag.
    public var flagType: FlagType
    /// How sure the check is.
    public var confidence: FlagConfidence
    /// Text for the client (on reject) and for the flag.
    public var reason: String
    /// What the contract wants in the metadata. A member named as one of the explanation has the explanation's value and stands for it.
    public var details: JSONObject

    /// Creates a finding.
    public init(explanation: AntiCheatExplanation, flagType: FlagType, confidence: FlagConfidence, reason: String, details: JSONObject) {
        self.explanation = explanation
        self.flagType = flagType
        self.confidence = confidence
        self.reason = reason
        self.details = details
    }

    /// Compact JSON object: the details, then what they lack of the explanation.
    var metadata: [UInt8] {
        var object = details
        for (key, value) in explanation.object.members where object[key] == nil { object[key] = value }
        return JSONValue.object(object).encoded()
    }
}
