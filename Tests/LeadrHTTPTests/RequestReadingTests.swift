import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrServices
import Testing

@testable import LeadrHTTP

@Suite("Reading requests")
struct RequestReadingTests {
    @Test func `queries are decoded as forms encode them`() {
        let items = QueryItems("a=1&b=x+y%20z&c&a=2&d=%zz%4&e=%C3%A9&f=a%3Db")
        #expect(items["a"] == "2")
        #expect(items["b"] == "x y z")
        #expect(items["c"] == "")
        #expect(items["d"] == "%zz%4")
        #expect(items["e"] == "é")
        #expect(items["f"] == "a=b")
        #expect(items["g"] == nil)
        #expect(QueryItems(nil)["a"] == nil)
    }

    @Test func `what is no UTF-8 or holds NUL is a problem of its own parameter`() {
        let items = QueryItems("a=%FF&b=x%00y&c=%EF%BF%BD&d=%ed%a0%80&%FF=1")
        #expect(items.last("a")?.problem?.type == "string_unicode" && items["a"] == "\u{FFFD}")
        #expect(items.last("b")?.problem?.type == "value_error" && items["b"] == "x\u{FFFD}y")
        #expect(items.last("c")?.problem == nil && items["c"] == "\u{FFFD}")
        #expect(items.last("d")?.problem?.type == "string_unicode")
        #expect(items.last("e") == nil)
    }

    @Test(arguments: [("a%5Fb", "a_b"), ("a+b", "a+b"), ("%25%35F", "%5F"), ("%C3%a9", "é"), ("a%2fb", "a/b"), ("", "")])
    func `segments of a path are decoded once`(segment: String, text: String) {
        let parameter = ParameterText(segment: segment)
        #expect(parameter.text == text && parameter.problem == nil)
    }

    @Test(arguments: ["%", "%4", "a%zz", "%4g", "%FF", "%C3", "%00"])
    func `segments of a path that stand for no text are refused`(segment: String) {
        #expect(ParameterText(segment: segment).problem != nil)
    }

    @Test(arguments: [
        ("wait=5", 5, "wait=5"), ("wait=100", 30, "wait=30"), ("WAIT = 7", 7, "wait=7"), ("wait=\"9\"", 9, "wait=9"),
        ("respond-async, wait=10", 10, "wait=10"), ("return=minimal, wait=3; x=y", 3, "wait=3"), ("wait=99999999999999999999", 30, "wait=30"),
    ])
    func `a wait is read and bounded`(value: String, seconds: Int, applied: String) {
        let preference = WaitPreference([.prefer: value], sdkWait: .seconds(5))
        #expect(preference.wait == .seconds(seconds))
        #expect(preference.applied == applied)
    }

    @Test(arguments: [("wait=0", "wait=0"), ("respond-async", "respond-async")])
    func `an explicit preference wins over the default of SDKs`(value: String, applied: String) {
        let preference = WaitPreference([.prefer: value, .leadrClient: "sdk-godot"], sdkWait: .seconds(5))
        #expect(preference.wait == nil)
        #expect(preference.applied == applied)
    }

    @Test(arguments: ["wait=abc", "wait=-1", "wait=1.5", "wait", "", "return=minimal"])
    func `malformed preferences are ignored`(value: String) {
        #expect(WaitPreference([.prefer: value, .leadrClient: "sdk"], sdkWait: .seconds(5)).wait == .seconds(5))
        #expect(WaitPreference([.prefer: value], sdkWait: .seconds(5)).wait == nil)
    }

    @Test func `the scheme of a token has no letter case, and there is exactly one token`() throws {
        #expect(try BearerToken.read([.authorization: "bEARER   abc"]) == "abc")
        for value in ["abc", "Bearer", "Bearer a b", "Basic abc", ""] {
            #expect(throws: DomainError.self) { try BearerToken.read([.authorization: value]) }
        }
    }

    @Test func `preflight rules`() {
        let policy = CORSPolicy()
        #expect(policy.violations(origin: "https://a", method: "POST", headers: "Authorization, leadr-client-nonce") == [])
        #expect(policy.violations(origin: "https://a", method: "PUT", headers: "x-other") == ["method", "headers"])
        var narrow = policy
        narrow.origins = ["https://b"]
        narrow.allowsCredentials = true
        #expect(narrow.allowedOrigin("https://a") == nil)
        #expect(narrow.allowedOrigin("https://b") == "https://b")
        let expected = "Accept, Accept-Language, authorization, Content-Language, Content-Type, leadr-api-key, leadr-client, leadr-client-nonce"
        #expect(policy.headerList == expected)
    }
}
