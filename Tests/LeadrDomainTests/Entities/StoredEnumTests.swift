import LeadrDomain
import Testing

@Suite("Stored texts of enumerations")
struct StoredEnumTests {
    @Test func `texts are those of the schema`() {
        expect(AccountStatus.self, "account_status", ["active", "suspended"])
        expect(UserStatus.self, "user_status", ["invited", "active", "suspended"])
        expect(APIKeyStatus.self, "api_key_status", ["active", "revoked"])
        expect(DeviceStatus.self, "device_status", ["active", "banned", "suspended"])
        expect(IdentityKind.self, "identity_kind", ["DEVICE", "STEAM", "CUSTOM"])
        expect(BoardType.self, "board_type", ["RUN_IDENTITY", "RUN_RUNS", "COUNTER", "RATIO"])
        expect(KeepStrategy.self, "keep_strategy", ["FIRST", "BEST", "LATEST", "NA"])
        expect(SortDirection.self, nil, ["ASCENDING", "DESCENDING"])
        expect(TiePolicy.self, nil, ["newest", "earliest", "shared"])
        expect(ZeroDenominatorPolicy.self, "zero_denominator_policy", ["NULL", "ZERO", "INFINITY"])
        expect(RatioDisplay.self, "ratio_display", ["RAW", "PERCENT"])
        expect(RatioTieBreaker.self, "tie_breaker", ["NUMERATOR_DESC_DENOMINATOR_ASC"])
    }

    @Test func `texts are listed as error messages need them`() {
        #expect(DeviceStatus.listedTexts == "active, banned, suspended")
        #expect(IdentityKind.expectedTexts == "'DEVICE', 'STEAM' or 'CUSTOM'")
        #expect(RatioTieBreaker.expectedTexts == "'NUMERATOR_DESC_DENOMINATOR_ASC'")
    }

    @Test func `a text that names no case is refused with all that do`() throws {
        #expect(try DeviceStatus(named: "banned", "status") == .banned)
        #expect(throws: DomainError.badRequest("Invalid kind: device. Must be one of: DEVICE, STEAM, CUSTOM")) {
            try IdentityKind(named: "device", "kind")
        }
    }

    private func expect<E: StoredEnum>(_ type: E.Type, _ databaseType: String?, _ texts: [String]) {
        #expect(E.databaseType == databaseType)
        #expect(E.allCases.map(\.rawValue) == texts)
        #expect(E.allCases.map(\.wire) == texts)
    }
}
