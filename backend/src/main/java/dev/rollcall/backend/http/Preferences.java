package dev.rollcall.backend.http;

import java.util.List;
import java.util.Set;

/** What people note and choose: favourites and widgets each for themselves, descriptions for all. */
public interface Preferences {
    /** The ids of the customers that a user has marked. */
    Set<String> favourites(String user);

    /** Marks a customer for a user, or takes the mark away; either may be so already. */
    void setFavourite(String user, String customer, boolean favourite);

    /** The notes on a customer; empty when there are none. */
    String description(String customer);

    /** Replaces the notes on a customer; an empty text takes them away. */
    void setDescription(String customer, String text);

    /** The names of the widgets that a user wants to see for an API, in their order; empty when they have not chosen. */
    List<String> widgets(String user, String api);

    /** Replaces a user's choice of widgets for an API; an empty list is no choice. */
    void setWidgets(String user, String api, List<String> widgets);
}
