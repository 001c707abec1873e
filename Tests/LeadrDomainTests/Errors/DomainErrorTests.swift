import ByteJSON
import LeadrDomain
import Testing

@Suite("Domain errors")
struct DomainErrorTests {
    @Test func `a missing entity is named`() {
        #expect(DomainError.notFound(entity: "Board").text == "Board not found")
        #expect(DomainError.notFoundText("Account with slug 'x' not found").text == "Account with slug 'x' not found")
        #expect(DomainError.tooManyRequests("slow down", retryAfter: .seconds(60)).text == "slow down")
    }

    @Test func `issues follow the shape of the contract`() {
        let missing = ValidationIssue.missing(["body", "name"], input: [:])
        #expect(missing.type == "missing" && missing.msg == "Field required" && missing.ctx == nil)
        let custom = ValidationIssue.valueError(["query", "limit"], "too odd", input: "3")
        #expect(custom.type == "value_error" && custom.msg == "Value error, too odd" && custom.ctx == ["error": [:]])
        let unknown = ValidationIssue.unknownCase(of: SortDirection.self, ["body", "tags", 2], input: "UP")
        #expect(unknown.msg == "Input should be 'ASCENDING' or 'DESCENDING'")
        #expect(unknown.ctx == ["expected": "'ASCENDING' or 'DESCENDING'"])
        #expect(unknown.description == "body.tags.2: Input should be 'ASCENDING' or 'DESCENDING'")
    }
}
