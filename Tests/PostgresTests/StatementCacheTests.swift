import Testing

@testable import Postgres

@Suite struct StatementCacheTests {
    private let unknown = StatementCache.unknownType

    private func name(_ lookup: StatementCache.Lookup) -> String {
        switch lookup {
        case .prepared(let name), .missing(let name, _): name
        }
    }

    @Test func `a statement is missing once and prepared afterwards`() {
        var cache = StatementCache(limit: 4)
        let first = cache.lookup(sql: "a", types: [20])
        #expect(first == .missing(name: name(first), types: [20]))
        #expect(cache.lookup(sql: "a", types: [20]) == .prepared(name: name(first)))
    }

    @Test func `a NULL of unknown type fits a statement prepared with a type`() {
        var cache = StatementCache(limit: 4)
        let first = cache.lookup(sql: "a", types: [20, 25])
        #expect(cache.lookup(sql: "a", types: [unknown, 25]) == .prepared(name: name(first)))
    }

    @Test func `a type that was unknown is learnt by preparing again, and the known ones are kept`() {
        var cache = StatementCache(limit: 4)
        let first = cache.lookup(sql: "a", types: [unknown, 25])
        let second = cache.lookup(sql: "a", types: [20, unknown])
        #expect(second == .missing(name: name(second), types: [20, 25]))
        #expect(cache.takeDiscarded() == [name(first)])
        #expect(cache.lookup(sql: "a", types: [unknown, unknown]) == .prepared(name: name(second)))
    }

    @Test func `the least recently used statement makes room`() {
        var cache = StatementCache(limit: 2)
        let first = cache.lookup(sql: "a", types: [])
        let second = cache.lookup(sql: "b", types: [])
        _ = cache.lookup(sql: "a", types: [])
        _ = cache.lookup(sql: "c", types: [])
        #expect(cache.count == 2)
        #expect(cache.takeDiscarded() == [name(second)])
        #expect(cache.takeDiscarded() == [])
        #expect(cache.lookup(sql: "a", types: []) == .prepared(name: name(first)))
    }

    @Test func `what failed to prepare is missing again, under another name`() {
        var cache = StatementCache(limit: 2)
        let first = cache.lookup(sql: "a", types: [])
        cache.remove(sql: "a", isHeldByServer: false)
        #expect(cache.takeDiscarded() == [])
        #expect(name(cache.lookup(sql: "a", types: [])) != name(first))
    }
}
