import LeadrDomain

/// A type whose cases have numbers in stored jobs. Numbers are never given to another case; new cases get new ones.
protocol StableCode {
    /// The number of this case.
    var code: UInt8 { get }
    /// The case of a number, or nil.
    init?(code: UInt8)
}

extension StableCode where Self: CaseIterable {
    init?(code: UInt8) {
        guard let match = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = match
    }
}

extension BoardType: StableCode {
    var code: UInt8 {
        switch self {
        case .runIdentity: 1
        case .runRuns: 2
        case .counter: 3
        case .ratio: 4
        }
    }
}

extension AntiCheatAction: StableCode {
    var code: UInt8 {
        switch self {
        case .accept: 1
        case .flag: 2
        case .reject: 3
        }
    }
}

extension FlagConfidence: StableCode {
    var code: UInt8 {
        switch self {
        case .low: 1
        case .medium: 2
        case .high: 3
        }
    }
}

extension FlagType: StableCode {
    var code: UInt8 {
        switch self {
        case .rateLimit: 1
        case .duplicate: 2
        case .velocity: 3
        case .outlier: 4
        case .impossibleValue: 5
        case .pattern: 6
        case .progression: 7
        case .cluster: 8
        case .manual: 9
        }
    }
}
