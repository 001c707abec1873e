import LeadrDomain
import TestSupport
import Testing

@testable import LeadrState

@Suite("Exchange of the adaptive address block")
struct AddressBlockExchangeTests {
    private let address = ClientAddress(key: "0a000009")

    private func block(_ access: RedisStateAccess, _ redis: UnreliableRedis) -> AdaptiveAddressBlock {
        AdaptiveAddressBlock(redis: redis, keys: access.keys, logger: access.logger)
    }

    /// Client errors of the addresses as a process that has just started learns them.
    private func known(_ access: RedisStateAccess, _ addresses: [ClientAddress]) async -> [Int] {
        let newcomer = AdaptiveAddressBlock(redis: access.client, keys: access.keys, logger: access.logger)
        _ = await newcomer.exchange(since: 0)
        return addresses.map { newcomer.count(of: $0) }
    }

    @Test func `a report whose reply was lost is not counted twice`() async throws {
        try await withRedisState { access async throws in
            let redis = UnreliableRedis(access.client)
            let block = block(access, redis)
            for _ in 0..<6 { block.record(status: 404, for: address) }
            redis.fail(.replyLost)
            _ = await block.exchange(since: 0)
            _ = await block.exchange(since: 0)
            #expect(await known(access, [address]) == [6])
            #expect(block.count(of: address) == 6)
            #expect(!block.isBlocked(address))
        }
    }

    @Test func `a report that was not sent is sent later, with what happened since`() async throws {
        try await withRedisState { access async throws in
            let redis = UnreliableRedis(access.client)
            let block = block(access, redis)
            for _ in 0..<4 { block.record(status: 404, for: address) }
            redis.fail(.notConnected)
            _ = await block.exchange(since: 0)
            for _ in 0..<2 { block.record(status: 404, for: address) }
            _ = await block.exchange(since: 0)
            #expect(await known(access, [address]) == [6])
        }
    }

    @Test(arguments: [UnreliableRedis.Fate.replyLost, .commandLost])
    func `a success is told again until Redis says that it knows`(fate: UnreliableRedis.Fate) async throws {
        try await withRedisState { access async throws in
            let redis = UnreliableRedis(access.client)
            let block = block(access, redis)
            for _ in 0..<9 { block.record(status: 404, for: address) }
            _ = await block.exchange(since: 0)
            block.record(status: 200, for: address)
            for _ in 0..<2 { block.record(status: 404, for: address) }
            redis.fail(fate)
            _ = await block.exchange(since: 0)
            _ = await block.exchange(since: 0)
            #expect(await known(access, [address]) == [2])
        }
    }

    @Test func `many reports go in calls of bounded size, and one that fails holds up the rest without losing it`() async throws {
        try await withRedisState { access async throws in
            let redis = UnreliableRedis(access.client)
            let block = block(access, redis)
            let addresses = (0..<1203).map { ClientAddress(key: "flood\($0)") }
            for address in addresses { block.record(status: 404, for: address) }
            redis.fail(.replyLost, .notConnected)
            for _ in 0..<3 { _ = await block.exchange(since: 0) }
            // 500 of unknown outcome; 500 not sent; the same again, and the rest. A call has its function, a number, three keys and four settings.
            #expect(redis.argumentCounts.map { ($0 - 9) / 3 } == [500, 500, 500, 203])
            #expect(await known(access, addresses) == addresses.map { _ in 1 })
        }
    }
}
