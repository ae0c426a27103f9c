import Foundation
import Probes
import Testing

@Suite("HTTP outcomes")
struct HTTPOutcomeTests {
    @Test("a field is found without regard to case, and the first one counts")
    func fields() {
        var outcome = HTTPOutcome(failure: nil, elapsed: .zero, requestDate: Date())
        outcome.fields = [
            HTTPField(name: "via", value: "a"), HTTPField(name: "Via", value: "b"),
        ]
        #expect(outcome.value(of: "VIA") == "a")
        #expect(outcome.value(of: "Server") == nil)
    }
}
