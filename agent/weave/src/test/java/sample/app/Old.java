package sample.app;

/** Uses nothing that class files of Java 6 cannot hold. */
public class Old {
    private String last = "";

    public void loop(String name) {
        do {
            last = name;
        } while (last.length() == 0);
    }
}
