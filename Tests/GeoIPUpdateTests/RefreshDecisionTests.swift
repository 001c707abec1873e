import Foundation
import GeoIP
import Testing

@testable import GeoIPUpdate

@Suite struct RefreshDecisionTests {
    private let now = Date(timeIntervalSince1970: 1_770_000_000)
    private let week = Duration.seconds(7 * 86_400)
    private let current = RefreshRecord.Version(tag: "\"a\"", lastModified: "Mon", digest: "1", build: 1_700_000_000, size: 10)
    private let bad = RefreshRecord.Version(tag: "\"b\"", lastModified: "Tue", digest: "2")

    private func installed(days: Double, size: Int64 = 10, isUsable: Bool = true) -> InstalledDatabase {
        let content = InstalledDatabase.Content(type: "GeoLite2-City", builtAt: Date(timeIntervalSince1970: 1_700_000_000))
        return InstalledDatabase(modifiedAt: now.addingTimeInterval(-days * 86_400), size: size, content: isUsable ? content : nil)
    }

    private func decide(_ installed: InstalledDatabase?, _ record: RefreshRecord = RefreshRecord(), isForced: Bool = false) -> RefreshDecision {
        RefreshDecision(installed, record, now: now, maximumAge: week, isForced: isForced)
    }

    @Test func `a file is old when it is older than the limit, strictly`() {
        #expect(decide(installed(days: 6.999)) == .fresh)
        #expect(decide(installed(days: 7)) == .fresh)
        #expect(decide(installed(days: 7.001)) == .ask(.none))
        #expect(decide(installed(days: -1)) == .fresh, "a clock that went back")
    }

    @Test func `what is missing or damaged is asked for, however young`() {
        #expect(decide(nil) == .ask(.none))
        #expect(decide(installed(days: 0, isUsable: false), RefreshRecord(current: current)) == .ask(.none))
    }

    @Test func `the version that lies there and those that failed are not wanted`() {
        let record = RefreshRecord(current: current, rejected: [bad])
        #expect(decide(installed(days: 8), record) == .ask(Validators(tags: ["\"a\"", "\"b\""], lastModified: "Tue")))
        #expect(decide(nil, record) == .ask(Validators(tags: ["\"b\""], lastModified: "Tue")))
        #expect(decide(installed(days: 8), RefreshRecord(current: current)) == .ask(Validators(tags: ["\"a\""], lastModified: "Mon")))
    }

    @Test func `a file that is not the downloaded one is no reason to want less`() {
        #expect(decide(installed(days: 8, size: 11), RefreshRecord(current: current)) == .ask(.none))
    }

    @Test func `force asks for whatever there is`() {
        #expect(decide(installed(days: 0), RefreshRecord(current: current, rejected: [bad]), isForced: true) == .ask(.none))
    }
}

@Suite struct RefreshRecordTests {
    private func version(_ number: Int, tag: String? = nil) -> RefreshRecord.Version {
        RefreshRecord.Version(tag: tag, lastModified: "time \(number)", digest: "digest \(number)")
    }

    @Test func `a version that failed in use gives way to the one before, and is known as bad`() {
        var record = RefreshRecord()
        record.install(version(1))
        record.install(version(2, tag: "two"))
        record.rejectCurrent()
        #expect(record.current == version(1) && record.previous == nil && record.rejected == [version(2, tag: "two")])
        #expect(record.isRejected(tag: "two") && !record.isRejected(tag: "one") && record.isRejected(tag: nil))
        record.install(version(3))
        #expect(record.rejected == [] && !record.isRejected(tag: nil))
    }

    @Test func `an archive is known by its content, by its tag, or without tags by its time`() {
        var record = RefreshRecord()
        record.reject(version(1, tag: "one"))
        record.reject(version(2))
        func isRejected(_ tag: String?, _ time: String?, _ digest: String, force: Bool = false) -> Bool {
            record.isRejected(DownloadedArchive(tag: tag, lastModified: time, digest: digest, bytes: 1), byContentOnly: force)
        }
        #expect(isRejected("other", nil, "digest 1") && isRejected("one", nil, "other") && isRejected(nil, "time 2", "other"))
        #expect(!isRejected("other", "time 1", "other") && !isRejected(nil, "time 1", "other"))
        #expect(!isRejected("one", nil, "other", force: true) && isRejected(nil, nil, "digest 2", force: true))
    }

    @Test func `only so many are remembered, the latest`() {
        var record = RefreshRecord()
        for number in 0..<20 { record.reject(version(number)) }
        record.reject(version(15))
        #expect(record.rejected.count == RefreshRecord.rejectedLimit && record.rejected.last == version(15))
        #expect(record.rejected.filter { $0 == version(15) }.count == 1)
    }
}
