import LeadrDomain
import Testing

@Suite struct FlagTests {
    @Test func `texts are the contract's`() {
        #expect(
            FlagType.allCases.map(\.rawValue) == [
                "rate_limit", "duplicate", "velocity", "outlier", "impossible_value", "pattern", "progression", "cluster", "manual",
            ]
        )
        #expect(FlagConfidence.allCases.map(\.rawValue) == ["low", "medium", "high"])
        #expect(FlagStatus.allCases.map(\.rawValue) == ["pending", "confirmed_cheat", "false_positive", "dismissed", "removed"])
        #expect(AntiCheatAction.allCases.map(\.rawValue) == ["accept", "flag", "reject"])
    }

    @Test func `only confirmed cheats and removals hide an event`() {
        #expect(FlagStatus.allCases.filter(\.hidesEvent) == [.confirmedCheat, .removed])
    }

    @Test func `a new flag is pending and has an empty object as metadata`() {
        let flag = ScoreFlag(
            id: ScoreFlagID(.zero),
            scoreEventID: ScoreEventID(.zero),
            flagType: .velocity,
            confidence: .high,
            createdAt: Timestamp(microseconds: 5)
        )
        #expect(flag.status == .pending)
        #expect(flag.metadata == Array("{}".utf8))
        #expect(flag.updatedAt == flag.createdAt)
    }
}
