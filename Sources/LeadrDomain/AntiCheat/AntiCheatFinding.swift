/// What one check found.
struct AntiCheatFinding {
    let action: AntiCheatAction
    let flagType: FlagType
    let confidence: FlagConfidence
    let reason: String
    /// Compact JSON object.
    let metadata: [UInt8]
}
