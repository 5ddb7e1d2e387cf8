package dev.rollcall.core.options;

/** What an option's value may look like; the example is what a message tells the user to write instead. */
public enum OptionType {
    /** {@code true} or {@code false}. */
    FLAG("true or false", "true"),
    /** A whole number within the option's range. */
    NUMBER("a whole number", "1000"),
    /** Kept in milliseconds. */
    DURATION("a duration", "5s or 500ms"),
    /** Kept in bytes; {@code 1KB} is 1024 bytes. */
    SIZE("a size", "64MB or 512KB"),
    /** One of the option's words. */
    CHOICE("a known word", ""),
    /** Some of the option's words, with commas between. */
    CHOICES("a list of known words", ""),
    /** One line of text. */
    TEXT("text", "one line of text"),
    /** Text that is never printed; its commas are its own. */
    SECRET("a secret", "printable ASCII without spaces"),
    /** Where an HTTP server is, or several with commas between. */
    URL("an http or https address", "https://collector.example.com/v1/events"),
    /** {@code none}, or where an HTTP proxy is. */
    PROXY("the address of a proxy", "http://user:password@host:port, or none"),
    /** Words with commas between. */
    LIST("a list", "one,two"),
    /** Identity rules with commas between; {@code core.identity} reads them. */
    RULES("a list of rules", "header:X-Customer-ID,jwt:sub"),
    /** {@code name=rule} pairs with commas between; {@code core.identity} reads them. */
    PROPERTIES("a list of name=rule", "plan=jwt:plan,region=header:X-Region");

    private final String noun;
    private final String example;

    OptionType(String noun, String example) {
        this.noun = noun;
        this.example = example;
    }

    /** With its article: {@code a duration}. */
    public String noun() {
        return noun;
    }

    /** What would be right: {@code 5s or 500ms}. */
    public String example() {
        return example;
    }

    /** Whether a comma can be part of the value. */
    boolean takesCommas() {
        return this == LIST
                || this == RULES
                || this == PROPERTIES
                || this == TEXT
                || this == SECRET
                || this == URL
                || this == CHOICES;
    }
}
