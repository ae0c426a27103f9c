import AnomalyLocalization
import Testing

@Suite("severity and ranking of events")
struct EventSeverityTests {
    @Test("a bin adds level times users")
    func bin() {
        #expect(EventSeverity.ofBin(level: 5, users: 1_204) == 6_020)
        #expect(EventSeverity.ofBin(level: 4, users: 0) == 0)
    }

    @Test("the most severe come first, equals in their order")
    func ranking() {
        #expect(EventSeverity.ranking([3, 9, 3, 12]) == [3, 1, 0, 2])
        #expect(EventSeverity.ranking([]).isEmpty)
    }
}
