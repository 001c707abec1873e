import LeadrDomain
import Testing

@Suite struct PageLimitTests {
    @Test(arguments: [("1", 1), ("20", 20), ("100", 100)])
    func `one to a hundred rows`(text: String, rows: Int) throws {
        #expect(try PageLimit(parsing: text).rows == rows)
    }

    @Test(arguments: [
        ("0", PageLimitError.tooSmall), ("-1", .tooSmall), ("101", .tooLarge), ("", .notAnInteger), ("ten", .notAnInteger), ("1.5", .notAnInteger),
        ("99999999999999999999", .notAnInteger),
    ])
    func `anything else is refused`(text: String, error: PageLimitError) {
        #expect(throws: error) { try PageLimit(parsing: text) }
    }

    @Test func `messages are those of the validation errors`() {
        #expect(PageLimitError.notAnInteger.type == "int_parsing")
        #expect("\(PageLimitError.notAnInteger)" == "Input should be a valid integer, unable to parse string as an integer")
        #expect("\(PageLimitError.tooSmall)" == "Input should be greater than or equal to 1")
        #expect("\(PageLimitError.tooLarge)" == "Input should be less than or equal to 100")
    }

    @Test func `the default is twenty`() {
        #expect(PageLimit.standard.rows == 20)
    }
}
