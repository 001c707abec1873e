import Foundation
import Testing

@testable import LeadrRuntime

@Suite struct DotenvFileTests {
    @Test func `assignments are read, comments and other lines skipped`() {
        let text = """
            # comment
            A=1
              B = two words\u{0020}
            export C="quoted # no comment"
            D='single'
            E=a=b
            F=
            nonsense
            =x
            A=2
            """
        let expected = ["A": "2", "B": "two words", "C": "quoted # no comment", "D": "single", "E": "a=b", "F": ""]
        #expect(DotenvFile.parse(text) == expected)
    }

    @Test func `lines may end as on Windows`() {
        #expect(DotenvFile.parse("A=1\r\nB=2\r\n") == ["A": "1", "B": "2"])
    }

    @Test func `tests have a file of their own`() throws {
        let directory = NSTemporaryDirectory() + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try Data("DB_NAME=plain\n".utf8).write(to: URL(fileURLWithPath: directory + "/.env"))
        try Data("DB_NAME=tests\n".utf8).write(to: URL(fileURLWithPath: directory + "/.env.test"))
        #expect(SettingsSource.process(environment: ["ENV": "TEST"], directory: directory).text("DB_NAME") == "tests")
        #expect(SettingsSource.process(environment: ["ENV": "x"], directory: directory).text("DB_NAME") == "plain")
        #expect(SettingsSource.process(environment: [:], directory: directory + "/none").text("DB_NAME") == nil)
    }
}
