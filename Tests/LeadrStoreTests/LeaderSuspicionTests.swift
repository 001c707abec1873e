import Foundation
import LeadrDomain
import Testing

@testable import LeadrStore

@Suite struct LeaderSuspicionTests {
    private func suspicion(_ stage: LeaderSuspicion.Stage) -> LeaderSuspicion {
        LeaderSuspicion(boardID: BoardID(UUID(uuidString: "01890a5d-ac96-774b-bcce-b302099a8057")!), isTest: false, stage: stage)
    }

    private func next(_ stage: LeaderSuspicion.Stage, isWorse: Bool = false, oldest: Int64 = 10, next: Int64 = 20) -> LeaderSuspicion.Stage? {
        suspicion(stage).next(isWorse: isWorse, LeaderSuspicion.Horizon(oldest: oldest, next: next))?.stage
    }

    @Test func `one look is enough as long as the first row gets better`() {
        #expect(next(.written) == nil)
    }

    @Test func `once it got worse somebody looks until all have ended that may not know`() {
        #expect(next(.written, isWorse: true) == .worsened)
        #expect(next(.worsened, next: 20) == .waiting(20))
        #expect(next(.waiting(20), oldest: 19) == .waiting(20))
        #expect(next(.waiting(20), oldest: 20) == nil)
        #expect(next(.waiting(20), isWorse: true, oldest: 30) == .worsened, "and anew when it gets worse once more")
    }
}
