import Testing

@testable import CulpritCommands

@Suite("Human output of culprit why")
struct WhyTextTests {
    @Test("a fault is told as verdict, evidence, what is ruled out and the next step")
    func fault() {
        let text = WhyText(SampleReport.deadResolver, style: .plain, explains: false).text
        #expect(
            text == """
                ✗ https://www.example.com/ is not reachable.

                Your name server 192.0.2.53 does not answer; names cannot be looked up.
                97 % sure: the name server does not answer (D1, name lookup)
                second guess: a firewall, 2 %

                why
                  + the name server does not answer: timeout [192.0.2.53]  3600 ms, cost 25
                  - other places on the Internet answer: 1.1.1.1:443 connected after 12 ms  12 ms, cost 45
                  and 1 more that change little (--explain shows them)

                ruled out
                  local network: the link is down, no usable address
                  name lookup: the name does not exist

                next step
                  You: use another name server.

                not asked
                  trace.target: the site's address is not known

                3 observations in 3.71 s; affected: this device.

                """)
    }

    @Test("a page that loads takes three lines")
    func healthy() {
        let text = WhyText(SampleReport.healthy, style: .plain, explains: false).text
        #expect(
            text == """
                ✓ https://www.example.com/ is reachable. The page loads in 0.05 s.
                  looked up in 4.2 ms · answered in 31 ms

                2 observations in 0.05 s; affected: this device.

                """)
    }

    @Test("a pair is named with its odds and with the evidence that would settle it")
    func pair() {
        let text = WhyText(SampleReport.pair, style: .plain, explains: false).text
        #expect(text.contains("61 % sure: the server is down"))
        #expect(text.contains("From here it cannot be told apart from: the route is broken 33 %."))
        #expect(text.contains("would raise certainty\n  have another device on this network try"))
    }

    @Test("colour is used only where it is asked for")
    func colour() {
        let plain = WhyText(SampleReport.pair, style: .plain, explains: true).text
        #expect(!plain.contains("\u{1B}"))
        let coloured = WhyText(
            SampleReport.pair, style: TerminalStyle(usesColour: true), explains: true
        ).text
        #expect(coloured.contains("\u{1B}[31m✗\u{1B}[0m"))
    }

    @Test("NO_COLOR and a stream that is no terminal turn colour off")
    func noColour() {
        #expect(!TerminalStyle(descriptor: 1, environment: ["NO_COLOR": "1"]).usesColour)
        #expect(!TerminalStyle(descriptor: -1, environment: [:]).usesColour)
    }
}
