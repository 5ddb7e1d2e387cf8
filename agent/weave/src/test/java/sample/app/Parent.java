package sample.app;

/** Where {@link Present} inherits a method from. */
public class Parent {
    public void fromParent() {}
}
